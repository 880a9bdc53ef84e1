# Meddelanden i fönstrets kant.

notices-dismiss = Stäng meddelandet
