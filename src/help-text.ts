/** What `--help` prints. The README's table of options says the same at more length. */
export const HELP_TEXT = `polybook-tui: a live Polymarket order book in the terminal

Usage
  polybook-tui <market>…           watch one or more markets
  polybook-tui                     pick one of the top markets, or search
  polybook-tui --demo              the same on the built-in simulated exchange, no network
  polybook-tui --replay <file>     the same on recorded frames
  polybook-tui export <recording> --to csv|ndjson|parquet --what books|trades|bbo
                                   a recording as a table for other programs
  polybook-tui doctor [<market>]   check DNS, TLS, REST, WebSocket, heartbeat and
                                   clock offset, and say what to do

  <market> is a market or event slug, a polymarket.com URL, a condition id,
  a token id, or words to search for. "doctor" and "export" as the first word are
  commands: to search for one, put it behind others or into the viewer's search.

Options
  --outcome <name>                 start on this outcome (default: the first)
  --fps <n>                        most paints a second, 1-60 (default: 20)
  --renderer cells|ink             cells (default), or plain Ink for odd terminals
  --ascii                          no character beyond ASCII
  --theme <name>                   default, colour-blind, mono or bright
  --no-mouse                       leave the mouse to the terminal
  --alert <stage>=<limit>          warn where a stage's p99 of 10 s is above it, for
                                   example feed=250ms; any number of times
  --bell                           ring the bell, too
  --follow                         go on to the next window of a series that ends
  --config <file>                  read this configuration; none reads no file at all
                                   (README: where the usual one lies, and its keys).
                                   Options win over it; --no-ascii, --no-bell and
                                   --no-follow turn off what it turns on, --mouse
                                   turns on what it turns off

  --seed <n>                       with --demo: the same seed gives the same frames
  --rate <frames/s>                with --demo: 1-20000 (default: 120)
  --fault <name>[@<s>[+<s>]]       with --demo: lets something go wrong, after so many
                                   seconds (default: 5) and for so many; any number of
                                   times. A name that is none is answered with all of
                                   them, and a file *.json is a script of several
  --speed <n>|max                  with --replay: times the recorded pace

  --record <file>                  write every frame, as it came, while watching; a file
                                   that is there is refused, unless you add
                                   --append or --overwrite
  --rotate <time|size>             with --record: go on in another file after so long or
                                   so much, for example 1h or 500MB

  --to <format>                    with export: csv, ndjson or parquet
  --what <table>                   with export: books (levels at the end of each
                                   batch), trades, or bbo (best prices each time
                                   they or their sizes change)
  --from, --until <time>           with export: from then on, to before then; 12:03,
                                   12:03:15, ISO 8601, Unix time in s, ms or µs, or
                                   +90s, +5m from the start
  --asset <name>                   with export: a token id, a slug, an outcome or
                                   slug/outcome; any number of times (default: all)
  --out <file>                     with export: where to (default: stdout); a file
                                   that is there needs --overwrite
                                   Columns: recv_us (receipt, Unix µs), timestamp_ms
                                   (exchange), asset_id, market, slug, outcome, then
                                   those of the table (README: Export)

  --json                           no screen: one JSON object a line on stdout
  --once                           print each outcome's book once, and exit
  --depth <n>                      levels a side in --json, --once and books that are
                                   exported (default: all)

  --metrics <port>                 Prometheus text and /health on 127.0.0.1;
                                   0 takes any free port and says which
  --log-file <file>                structured logs, one JSON object a line
  --log-level <level>              error, warn, info (default) or debug
  --ws-url, --clob-url, --gamma-url, --data-url <url>
                                   other endpoints; also POLYBOOK_WS_URL and so on
  -h, --help                       this text
  -v, --version                    the version

Press ? in the viewer for its keys. NO_COLOR and FORCE_COLOR are honoured,
and HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS for REST and WebSocket.
Read-only: no keys, no accounts, no orders.`;
