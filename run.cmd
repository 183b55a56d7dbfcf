@echo off
rem Double-click: sets everything up the first time and opens the dashboard. Same as `make run`.
cd /d "%~dp0"
where py >nul 2>nul
if errorlevel 1 (
    python tools\tasks.py run
) else (
    py tools\tasks.py run
)
if errorlevel 1 pause
