"""The site to where visitors are: a folder, a host by rsync over ssh, or an object store by fsspec."""
