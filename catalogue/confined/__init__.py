"""A child process for what strangers bring: it limits itself before it reads a byte.

A room that opens strangers' files has a worker, which is a module of its own, and says what may go wrong in its own
words. ``child`` is the side of whoever asks: it starts the worker and turns each way it may end into a sentence.
``worker`` is the side of the child: it reads the task, works and answers. ``bounds`` are the limits it sets itself.
"""
