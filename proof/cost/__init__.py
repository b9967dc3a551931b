"""What a stack costs in a month: every line a quantity times a price, with the price's source."""
