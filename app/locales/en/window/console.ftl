# The console: what scripts and boards print.

console-label = Console
    .keys = Arrow keys select lines, Ctrl+C copies them.
console-empty = What your program prints appears here. Try this:
console-none-found = No line contains this.
console-filter = Filter
console-filter-label = Show only lines with this text
console-count = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
console-count-filtered = { $shown } of { $count } lines
console-count-newest = The newest { $count } lines. There were more.
console-left-out = … and { $count } more characters
console-newest = To the newest

console-copy = Copy
    .advice = Copy all the lines you see here
console-copy-selected = Copy the selected lines
console-copied = { $count ->
    [one] { $count } line copied
   *[other] { $count } lines copied
}
console-save = Save
    .advice = Save the lines as a text file
console-file = console.txt
console-clear = Clear
    .advice = Clear the console
console-bring-back = Bring back
    .advice = Bring the cleared lines back

console-answer = Write your answer
console-send = Send
