# The plot: curves of what scripts plot and boards send.

plot-label = Plot
    .keys = Plus and minus zoom, the arrow keys move, End goes to the newest, Space pauses.
plot-empty = Curves of your numbers appear here. Try this:
plot-summary = { $count ->
    [one] { $count } curve.
   *[other] { $count } curves.
}
plot-summary-curve = { $name }: { $value }.

plot-pause = Pause
    .advice = Hold the picture still. New points are still collected.
plot-go-on = Go on
    .advice = Show the newest points again
plot-zoom-in = Zoom in
    .advice = See a shorter time (+)
plot-zoom-out = Zoom out
    .advice = See a longer time (-)
plot-newest = Newest
    .advice = Follow the newest points (End)
plot-window = Time shown
plot-window-all = All

plot-more = More
plot-save-table = Save as a table (CSV)
plot-save-picture = Save as a picture (PNG)
plot-file = plot
plot-csv-time = time (s)
plot-fixed = Keep the height
plot-fixed-from = From
plot-fixed-to = to
plot-clear = Clear the curves
plot-bring-back = Bring the curves back

plot-curve = Curve { $name }
plot-curve-hide = Hide this curve
plot-curve-show = Show this curve

plot-is-paused = Paused. New points are still collected.
plot-newest-points = These are the newest { $points } points. The oldest are gone.
plot-more-curves = There is room for { $curves } curves. Your program plots more.
plot-picture-failed = The picture could not be taken. The table can be saved.
