"""Engines that read an ingest's inputs on more than one machine, behind the loop of `archive.intake`.

`shard` is what a machine makes of some inputs; `dask` hands inputs out to a cluster and tells the results in order, and
alone knows Dask.
"""
