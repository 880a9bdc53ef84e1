# Mitä selaimen sivu sanoo ikkunan vierellä.

page-fell = DigiLab kompastui eikä pääse jatkamaan.
    .advice = Ohjelmasi tallennettiin hetki sitten. Lataa sivu uudelleen, niin voit jatkaa.
page-reload = Lataa uudelleen
page-choose-port = Selain antaa sinun valita kortin, kun painat tätä painiketta.
page-choose-port-button = Valitse kortti
page-cancel = Peruuta
