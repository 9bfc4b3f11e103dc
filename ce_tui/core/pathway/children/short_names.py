"""Names that are short for others, in common English use: no code and no distance finds Becky in Rebecca."""

from __future__ import annotations

_SHORT = """
abigail: abbie abby gail
alexander: alex alec sandy xander sasha lex
alexandra: alex sandra lexi lexie sasha
alfred: alf alfie fred freddie
amelia: millie milly amy
andrew: andy drew
anthony: tony ant
archibald: archie
barbara: barb babs
benjamin: ben benny benji
bartholomew: bart
cameron: cam
catherine: cath cathy cat kate katie kitty
kathryn: kath kathy kate katie kat
charles: charlie chas chuck
charlotte: charlie lottie lotty char
christina: chris chrissie tina
christine: chris chrissie
christopher: chris kit topher
daniel: dan danny
danielle: dani danni
david: dave davey
deborah: debbie deb
dominic: dom
dorothy: dot dottie
edward: ed eddie eddy ted teddy ned
eleanor: ellie nell nora ella
elizabeth: liz lizzie beth betty eliza libby elsie lisa bess
emily: em emmie millie
evelyn: evie eve
frances: fran frankie fanny
francis: frank frankie fran
frederick: fred freddie
gabriel: gabe
gabriella: gabby ella
george: georgie
georgina: georgie gina
gregory: greg
harold: harry hal
harriet: hattie harri
harry: haz
henry: harry hal
isabella: bella izzy issy ella
isabel: izzy issy bel
isobel: izzy issy
jacob: jake
jacqueline: jackie
james: jim jimmy jamie jem
jasmine: jas jaz jazz
jennifer: jen jenny jenni
jessica: jess jessie
john: johnny jack
jonathan: jon jonny
joseph: joe joey
joshua: josh
josephine: jo josie
judith: judy
katherine: kath kathy kate katie kat kitty
kenneth: ken kenny
kimberley: kim
lawrence: larry laurie
leonard: len lenny leo
lewis: lew
lillian: lily lil
louis: lou louie
louise: lou
madeleine: maddie maddy
madeline: maddie maddy
madison: maddie maddy
lucas: luke
margaret: maggie meg peggy daisy greta
matilda: tilly tilda
matthew: matt matty
maximilian: max
michael: mike mick mickey micky
mohammed: mo mohd
muhammad: mo mohd
natalie: nat nattie
natasha: tasha nat
nathan: nate nath
nathaniel: nate nathan nat
nicholas: nick nicky
nicola: nicky nikki
oliver: ollie olly
olivia: liv livvy ollie
pamela: pam
patricia: pat trish tricia patsy
patrick: pat paddy
peter: pete
philip: phil pip
rebecca: becky becca bex bekah beck
richard: rich rick dick richie ricky
robert: rob bob bobby robbie bert
ronald: ron ronnie
rosemary: rose rosie
samantha: sam sammy
samuel: sam sammy
sebastian: seb bas
sophia: sophie
stephanie: steph
stephen: steve stevie
steven: steve stevie
susan: sue suzie
teresa: terri tess
thaddeus: thad
theodore: theo ted teddy
theresa: terri tess
thomas: tom tommy
timothy: tim timmy
tabitha: tabby tabs
toby: tobes
tyrone: ty
tyler: ty
tobias: toby
valerie: val
victoria: vicky vicki tori
vincent: vince vinnie
william: will bill billy willy liam
winifred: winnie freda
zachary: zac zack zach
zoe: zo
"""


def _wholes() -> dict[str, frozenset[str]]:
    """What each name may be: itself, and those that it is short for."""
    found: dict[str, set[str]] = {}
    for line in _SHORT.split("\n"):
        whole, _, short = line.partition(":")
        for each in (whole, *short.split()):
            found.setdefault(each, {each}).add(whole)
    return {each: frozenset(wholes) for each, wholes in found.items() if each}


_WHOLES = _wholes()


_SHORTEST = 3  # letters of a beginning that stands for a whole name: Abi, Jay


def is_short_for(one: str, other: str) -> bool:
    """Whether one of two names is short for the other, or both are for one; as they are compared (see `names`)."""
    return not _WHOLES.get(one, frozenset()).isdisjoint(_WHOLES.get(other, ()))


def is_beginning(one: str, other: str) -> bool:
    """Whether one of two words is the beginning of the other."""
    short, whole = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and whole.startswith(short)
