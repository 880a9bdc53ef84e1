# The code editor: its find bar, the list of suggestions, and the card over a name.

editor-label = Program
    .keys = Esc and then Tab leaves the program. Ctrl+Space shows suggestions.
editor-current-line = The run is at line { $line }.

## Finding

editor-find = Find
editor-find-label = Text to find
editor-find-count = { $current } of { $count }
editor-find-total = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
editor-find-none = Not found
editor-find-next = Next (F3)
editor-find-previous = Previous (Shift+F3)
editor-find-close = Close (Esc)

## Suggestions

editor-list = Suggestions
editor-list-function = function
editor-list-picture = picture
editor-list-keyword = keyword
editor-list-name = your own

## What is known about a function

editor-card-gives = Gives: { $what }
editor-card-boards = Works with: { $boards }
editor-card-text-board = a board that sends text
editor-card-example = For example:

# What an argument may be; stands after its name.
editor-kind-optional = { $what }; may be left out
editor-kind-int = a whole number
editor-kind-int-from = a whole number from { $min } up
editor-kind-int-range = from { $min } to { $max }
editor-kind-number = a number
editor-kind-number-or-list = a number, or a list of numbers
editor-kind-level = 0 or 1
editor-kind-text = a text of at most { $max } characters
editor-kind-pin = a number or a name: 13, "A0", "P1"
editor-kind-shown = a picture, a text or a number
editor-kind-notes = a text of notes, or a list of them: 1 to 64
editor-kind-colors = a list of 1 to 64 colours [red, green, blue], 0 to 255 each
editor-kind-bytes = a list of at most 32 bytes, 0 to 255 each
editor-kind-list = a list
editor-kind-numbers = a list of 1 to 20 numbers
editor-kind-names = a list of 1 to 20 short texts
editor-kind-column = a column's number, from 0, or its name
editor-kind-table = a table
editor-kind-function = what to do: || {"{"} … {"}"}
editor-kind-any = anything

# What a function gives back; stands after “Gives:”.
editor-gives-bool = true or false
editor-gives-bytes = a list of bytes
editor-gives-picture = a picture
editor-gives-board = a board
editor-gives-pin = a pin
editor-gives-text = a text
editor-gives-list = a list
editor-gives-model = a model
