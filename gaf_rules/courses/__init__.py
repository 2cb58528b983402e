"""Courses: what the rows come to for one sequence of events, as one function of its days.

Most logs are like others: the same events in the same order, on other days. For such a *course* the rows
need not be taken one by one again. The ordinary evaluator is run once on days that write down what is asked
of them (:mod:`traced`); what was asked and what came out become a tree of questions (:mod:`tree`) and the
text of one function (:mod:`writing`). A case whose days give an answer that the tree has not seen is
evaluated in the ordinary way, as is everything that cannot be traced.

:mod:`seen` finds the course of a case; the rest is imported when a course has been seen often enough.
"""
