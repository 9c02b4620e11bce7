import sys

from samenwijzer.lib.pdf import zetter

zetter.main(*sys.argv[1:])
