# The window: its bars, its sheets, and what it tells.

## The bar at the top

window-run = Run
window-go-on = Go on
window-stop = Stop
window-step = Step
window-step-back = Step back
window-projects = Projects
window-project = Project { $name }, { $state }
window-saved = saved
window-unsaved = being saved
window-save-failed = not saved yet
window-boards = Boards
window-help = What can I write?
window-help-close = Close the list
window-lessons = Lessons
window-lessons-close = Close the lessons
window-settings = Settings
window-close = Close
window-cancel = Cancel

## Pages and panes

window-page-lesson = Lesson
window-page-program = Program
window-page-board = Board
window-page-output = Output
window-output-console = Console
window-output-plot = Plot
window-output-variables = Variables
window-variables-when = Press Step: the program runs one line at a time, and its variables are shown here.
window-variables-none = There are no variables yet.
window-line = Before line { $line }
window-looking-back = You are looking back. Step goes forward again.
window-looking-back-real = You are looking back. A board on a cable cannot go back with you: the program goes on from where it is now. To try again from the beginning, stop it and run it again.
window-gone-back = You are back at an earlier line. Whatever you do goes on from here.

## How a run ended

window-end-done = The program came to its end.
window-end-stopped = The program was stopped.
window-end-mistake = Line { $line }: { $sentence }

## Boards

window-board-microbit = micro:bit V2
window-board-microbit-v1 = micro:bit V1
window-board-arduino = Arduino Uno
window-board-text = Board that prints
window-board-simulated = { $name }, on the screen
window-board-real = { $name }, connected
window-board-away = { $name }, unplugged
window-board-away-now = { $name } is not plugged in. Plug it in again, or choose another board.
window-boards-simulated = On the screen
window-boards-connected = On the desk
window-boards-stop-first = A program is running. Stop it to change boards.
window-boards-none = No board found. Plug one in with a USB cable that carries data, not only power.
window-boards-none-chosen = Plug in your board and choose it. The browser remembers it after that.
window-boards-choose = Choose a board…
window-boards-not-in-browser = This browser cannot use boards on a cable. The boards on the screen work. Chrome and Edge on a computer can do both.
window-boards-not-on-page = This page cannot use boards on a cable, because its address is not a secure one. The boards on the screen work. Ask your teacher for the lab’s secure address.
window-boards-connect = Connect
window-boards-connect-to = Connect to { $name }
window-boards-disconnect = Disconnect
window-boards-disconnect-from = Disconnect from { $name }
window-boards-listen = Show what it prints
window-boards-asking = Asking the board. It may restart, and this takes up to eleven seconds.
window-boards-other = Another port
window-boards-other-name = Its name or address
window-connected = { $name } is ready to use.

## Files and projects

window-file-kept = Saved as “{ $name }” in { $folder }.
window-file-downloaded = “{ $name }” is in your downloads.
window-step-program = { $pack }, { $number } { $step }
window-first-name = My first program
window-shared-name = Program from a link

## Where there is no window

window-no-display = The window cannot be opened: there is no display, or nothing that can draw on it. The first program runs here in the terminal instead.
