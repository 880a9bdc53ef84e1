# Kuvaaja: käyrät siitä, mitä ohjelmat piirtävät ja kortit lähettävät.

plot-label = Kuvaaja
    .keys = Plus ja miinus zoomaavat, nuolinäppäimet siirtävät, End vie uusimpaan, välilyönti pysäyttää.
plot-empty = Tähän piirtyvät käyrät luvuistasi. Kokeile:
plot-summary = { $count ->
    [one] { $count } käyrä.
   *[other] { $count } käyrää.
}
plot-summary-curve = { $name }: { $value }.

plot-pause = Tauko
    .advice = Pysäytä kuva. Uusia pisteitä kerätään silti.
plot-go-on = Jatka
    .advice = Näytä taas uusimmat pisteet
plot-zoom-in = Lähennä
    .advice = Näytä lyhyempi aika (+)
plot-zoom-out = Loitonna
    .advice = Näytä pidempi aika (-)
plot-newest = Uusimmat
    .advice = Seuraa uusimpia pisteitä (End)
plot-window = Näytettävä aika
plot-window-all = Kaikki

plot-more = Lisää
plot-save-table = Tallenna taulukkona (CSV)
plot-save-picture = Tallenna kuvana (PNG)
plot-file = kuvaaja
plot-csv-time = aika (s)
plot-fixed = Pidä korkeus
plot-fixed-from = Arvosta
plot-fixed-to = arvoon
plot-clear = Tyhjennä käyrät
plot-bring-back = Palauta käyrät

plot-curve = Käyrä { $name }
plot-curve-hide = Piilota tämä käyrä
plot-curve-show = Näytä tämä käyrä

plot-is-paused = Tauolla. Uusia pisteitä kerätään silti.
plot-newest-points = Tässä ovat uusimmat { $points } pistettä. Vanhimmat ovat poissa.
plot-more-curves = Käyriä mahtuu { $curves }. Ohjelmasi piirtää enemmän.
plot-picture-failed = Kuvaa ei voitu ottaa. Taulukon voi tallentaa.
