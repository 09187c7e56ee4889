"""The parts of the page Mirror: two meters, private questions, and what lies behind them."""
