"""Processes that share the work of an index end with the one that started them."""

import os

from search.processes import worker_pool
from tests.orphans import outlived

PROGRAM = """
import os, time
from search.processes import worker_pool
pool = worker_pool(1)  # kept: one that is forgotten ends its processes
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(600)
"""


def test_workers_of_a_killed_process_end_as_well():
    said, alive = outlived(PROGRAM)
    assert int(said) and not alive


def test_what_each_is_to_do_first_is_done_with_its_words(tmp_path):
    with worker_pool(1, os.chdir, (tmp_path,)) as pool:
        assert pool.submit(os.getcwd).result() == os.path.realpath(tmp_path)
        assert pool.submit(os.getpid).result() != os.getpid()
