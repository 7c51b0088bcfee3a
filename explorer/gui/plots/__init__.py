"""The live plots: loss, accuracy and the gradient through depth, of runs A and B in one picture."""
