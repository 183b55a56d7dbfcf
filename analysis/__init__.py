"""Pure statistics: one method, one file; frames in, frames out, same index; refusals carry a code and a reason."""
