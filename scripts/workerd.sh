#!/bin/sh
# Runs workerd so that it dies with the process that started it, kill -9 included: left alone it would go on serving the
# port. Where the system cannot do that (setpriv is Linux's), it runs as it is.
if command -v setpriv >/dev/null 2>&1 && setpriv --pdeathsig KILL true 2>/dev/null; then
  exec setpriv --pdeathsig KILL -- "$EDGEWISE_WORKERD" "$@"
fi
exec "$EDGEWISE_WORKERD" "$@"
