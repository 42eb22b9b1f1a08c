"""Codes turned into sentences that planners understand, in English or Chinese.

Here are the languages and what concerns any week: rules, labels, titles. What a feature says stands
in its own folder, English and Chinese side by side.
"""
