"""The life of a picture of an area: drafted, opened for comments, commented, answered, adopted by the steering group or
dropped. Situation pictures live it and so do target pictures; each kind says only what is its own.
"""
