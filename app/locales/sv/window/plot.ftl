# Diagrammet: kurvor av det som program ritar och kort skickar.

plot-label = Diagram
    .keys = Plus och minus zoomar, piltangenterna flyttar, End går till det nyaste, mellanslag pausar.
plot-empty = Här ritas kurvor av dina tal. Prova:
plot-summary = { $count ->
    [one] { $count } kurva.
   *[other] { $count } kurvor.
}
plot-summary-curve = { $name }: { $value }.

plot-pause = Pausa
    .advice = Håll bilden stilla. Nya punkter samlas ändå in.
plot-go-on = Fortsätt
    .advice = Visa de nyaste punkterna igen
plot-zoom-in = Zooma in
    .advice = Visa en kortare tid (+)
plot-zoom-out = Zooma ut
    .advice = Visa en längre tid (-)
plot-newest = Nyaste
    .advice = Följ de nyaste punkterna (End)
plot-window = Tid som visas
plot-window-all = Allt

plot-more = Mer
plot-save-table = Spara som tabell (CSV)
plot-save-picture = Spara som bild (PNG)
plot-file = diagram
plot-csv-time = tid (s)
plot-fixed = Behåll höjden
plot-fixed-from = Från
plot-fixed-to = till
plot-clear = Töm kurvorna
plot-bring-back = Hämta tillbaka kurvorna

plot-curve = Kurvan { $name }
plot-curve-hide = Göm den här kurvan
plot-curve-show = Visa den här kurvan

plot-is-paused = Pausat. Nya punkter samlas ändå in.
plot-newest-points = Det här är de nyaste { $points } punkterna. De äldsta är borta.
plot-more-curves = Det ryms { $curves } kurvor. Ditt program ritar fler.
plot-picture-failed = Det gick inte att ta bilden. Tabellen kan sparas.
