"""The versions of a hospital: whole sets of stage documents, of which one is the present one."""
