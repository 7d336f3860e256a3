#!/usr/bin/env bash
# No library whose arithmetic becomes part of a world may ask for functions of the C library that differ between
# processors, not even through the templates of others.
#   symbols_test.sh LIBRARY.a ...
set -euo pipefail
functions='exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|a?(sin|cos|tan)h?|atan2|sincos|hypot|cbrt|fma|erfc?|[lt]gamma(_r)?|j[01n]|y[01n]'
# The pattern would find nothing at all if nm wrote otherwise.
echo '                 U exp' | grep -qE "^ +U (__)?($functions)[fl]?(_finite)?(@.*)?$"
status=0
for library in "$@"; do
  wanted=$(nm --undefined-only "$library" | grep -E "^ +U (__)?($functions)[fl]?(_finite)?(@.*)?$" | sort -u || true)
  [ -z "$wanted" ] || { echo "$library asks for $wanted"; status=1; }
done
exit $status
