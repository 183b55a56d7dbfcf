@echo off
rem Double-click: sets everything up the first time and opens the dashboard. Same as `make run`.
setlocal
pushd "%~dp0"
if errorlevel 1 goto failed
set PYTHONUTF8=1
where py >nul 2>nul
if errorlevel 1 goto plain
py tools\tasks.py run
goto ended
:plain
where python >nul 2>nul
if errorlevel 1 goto missing
python tools\tasks.py run
:ended
if errorlevel 1 goto failed
popd
exit /b 0
:missing
echo Python is needed but was not found: install Python 3.13 (of a bundle: the version in README-OFFLINE.txt).
:failed
echo The dashboard did not start. What to do stands above.
pause
exit /b 1
