"""The review pages, one module for each thing an editor does; each has a `blueprint`."""
