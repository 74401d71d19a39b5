"""The week as its pages draw it: sentences, charts and maps out of figures that are already scoped."""
