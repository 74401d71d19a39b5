"""The life of a picture of an area: drafted, opened for comments, commented, answered, adopted by the steering group or
dropped. Situation pictures live it and so do target pictures; each kind says only what is its own:

1. its tables, by subclassing `models.Draft`, `models.Comment` and `models.Version`;
2. what is read of them, by `queries.Pictures`: where every read of the kind begins;
3. what is done with them, by `services.Life`: the steps that are every kind's, and holds for those that are its own;
4. its pages, by `views.Pages`: their addresses, and the few words that differ.
"""
