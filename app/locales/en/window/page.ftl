# What the browser's page says beside the window.

page-fell = DigiLab has stumbled and cannot go on.
    .advice = Your program was saved a moment ago. Load the page again to go on.
page-reload = Load again
page-choose-port = The browser lets you choose a board when you press this button.
page-choose-port-button = Choose a board
page-cancel = Cancel
