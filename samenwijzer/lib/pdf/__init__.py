"""The PDF gate: whatever becomes PDF passes through `poort`, and nowhere else.

Setting happens in processes of its own that can be killed (`werkers`); what they do
there is in `zetter`, which only they import.
"""
