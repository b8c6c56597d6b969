"""What sayso measures of itself, beside what people and other systems reach on the same data."""
