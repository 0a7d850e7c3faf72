#!/bin/sh
# Makes the two faces of this folder from the DejaVu 2.37 originals (Debian: fonts-dejavu-core).
# Usage: sh make_subsets.sh [FOLDER OF THE ORIGINALS]    needs pyftsubset (fonttools)
#
# Kept: Latin with every accent a name may carry (also Vietnamese), Greek, Cyrillic, punctuation,
# currency, fractions and the few signs of business. Left out: hinting (paper needs none), kerning
# and ligature tables (we set text without a shaping engine, so they would only be dead weight that
# every PDF pays for), and combining and invisible characters (a letter that holds one is refused).
set -eu

originals=${1:-/usr/share/fonts/truetype/dejavu}
here=$(dirname "$0")

latin='U+0020-007E,U+00A0-00AC,U+00AE-024F,U+0259,U+02BB,U+02BC,U+02C6-02DD,U+1E00-1EFF,U+FB00-FB04'
greek_and_cyrillic='U+0374-03FF,U+0400-0482,U+048A-04FF'
punctuation='U+2002-200A,U+2010-2015,U+2018-201F,U+2020-2022,U+2026,U+202F,U+2030-2033,U+2039,U+203A,U+2044'
figures='U+2070-2079,U+2080-2089,U+2150-215E,U+2212,U+2248,U+2260,U+2264,U+2265'
signs='U+20A0-20BF,U+2103,U+2109,U+2116,U+2117,U+2120,U+2122,U+2190-2193,U+2610-2612,U+2713'

for face in DejaVuSerifCondensed DejaVuSerifCondensed-Bold; do
    pyftsubset "$originals/$face.ttf" \
        --unicodes="$latin,$greek_and_cyrillic,$punctuation,$figures,$signs" \
        --no-hinting --layout-features= --drop-tables+=GDEF,GSUB,GPOS,FFTM,MATH,kern,gasp \
        --name-IDs='*' --output-file="$here/$face.ttf"
done
