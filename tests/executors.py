"""Executors that misbehave, each in its own way; what they do, they do well."""

import threading
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor


class Backwards(Executor):
    """Does first what it was given last."""

    def __init__(self):
        self._max_workers, self.asked = 2, 0
        self._waiting, self._news, self._is_closed = [], threading.Condition(), False
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def submit(self, do, /, *args):
        future = Future()
        self.asked += 1
        with self._news:
            self._waiting.append((future, do, args))
            self._news.notify()
        return future

    def _work(self):
        while True:
            with self._news:
                self._news.wait_for(lambda: self._waiting or self._is_closed)
                if self._is_closed:
                    return
            time.sleep(0.002)  # More may come in front.
            with self._news:
                future, do, args = self._waiting.pop()
            if future.set_running_or_notify_cancel():
                future.set_result(do(*args))

    def shutdown(self, wait=True, *, cancel_futures=False):  # noqa: ARG002
        with self._news:
            self._is_closed = True
            self._news.notify()
        self._thread.join()


class Odd(ThreadPoolExecutor):
    """Does not do every second thing that it is asked to do.

    Parameters
    ----------
    error : Exception, optional
        What it says then; nothing at all, for ever, if not given.
    """

    def __init__(self, error=None):
        super().__init__(2)
        self.error, self.asked = error, 0

    def submit(self, do, /, *args):
        self.asked += 1
        if self.asked % 2:
            return super().submit(do, *args)
        future = Future()
        if self.error is not None:
            future.set_exception(self.error)
        return future


class Slow(ThreadPoolExecutor):
    """Takes its time over every fifth thing."""

    def __init__(self):
        super().__init__(2)
        self.asked = 0

    def submit(self, do, /, *args):
        self.asked += 1
        if self.asked % 5:
            return super().submit(do, *args)
        return super().submit(_wait_and_do, do, *args)


def _wait_and_do(do, *args):
    time.sleep(0.05)
    return do(*args)


class Refusing(Executor):
    """Takes nothing, as a pool of processes does in a daemon."""

    _max_workers = 2

    def __init__(self):
        self.asked = 0

    def submit(self, do, /, *args):  # noqa: ARG002
        self.asked += 1
        raise AssertionError("daemonic processes are not allowed to have children")


class Forgetful(ThreadPoolExecutor):
    """Has workers that know no instance unless it is sent along, and counts how often that is."""

    def __init__(self):
        super().__init__(2)
        self.sent = self.asked = 0

    def submit(self, do, /, *args):
        _, _, content, _ = args
        self.asked += 1
        self.sent += content is not None
        return super().submit(do, *args)
