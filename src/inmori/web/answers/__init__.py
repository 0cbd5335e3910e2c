"""What people decided on the checklist: nothing is overwritten, a later decision stands over an earlier one."""
