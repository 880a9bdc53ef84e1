# Messages at the edge of the window.

notices-dismiss = Close the message
