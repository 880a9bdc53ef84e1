# Ilmoitukset ikkunan laidassa.

notices-dismiss = Sulje viesti
