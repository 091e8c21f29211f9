"""What is learned: the reader, one encoder with many heads, and the gate before it."""
