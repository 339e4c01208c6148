/** `npm run replay -- --help`. */
export const HELP = `Plays a recording from a CSV file as live MQTT traffic, marked as simulated ("mô phỏng").

  npm run replay -- FILE --time COLUMN --map COLUMN=ASSET/METRIC [more]

What time it was
  --time COLUMN            column with the time, or a template of columns: "{Year}-{Month}-{Day} {Hour}:00"
  --time-format FORMAT     auto (ISO 8601, seconds or milliseconds since 1970), or a pattern of
                           yyyy MM dd HH mm ss SSS such as yyyyMMddHH
  --zone ZONE              whose wall clock it is when the text does not say: Asia/Ho_Chi_Minh

What was measured (one of the three, or several)
  --map COLUMN=ASSET/METRIC[@UNIT]    wide file: one column a series; may be repeated. Without ASSET/ the
                                      asset is that of --asset or --asset-column
  --metric-column C --value-column C [--unit-column C]    long file: one value a row
  --lat C --lon C [--speed-column C] [--course-column C]  places of something that moves; km/h, degrees

Of what
  --asset KEY | --asset-column C      which thing it is; --prefix TEXT goes before each key
  --quality COLUMN=WORD[,WORD]        other words in that column mark the value as doubtful
  --decimal-comma                     numbers are written 1.234,5 (else 1,234.5)

How it is played
  --speed N|max            N recorded seconds a second (1); max: as fast as the broker takes them
  --shift now|end|none     now: begins now and keeps pace with the clock (as played: times are compressed by
                           --speed); end: keeps its own pace, the last row is now; none: as recorded
  --loop                   starts again at the end
  --rows N                 only the first N rows
  --delimiter CHAR         , by default; tab for tabulators

Where to
  --feed ID                feed to write to (phat-lai)
  --url URL                mqtt://user:password@host:port; by default the broker that npm start runs here
  --dry-run                prints what would be sent

Empty cells and texts that are no numbers are skipped and counted. Sentinels such as -999 are sent as they
are: refusing them is the receiver's work.

Examples
  An hour a second, hourly PM2.5 with gaps and doubtful values:
    npm run replay -- hanoi_pm25.csv --speed 3600 --time "{Year}-{Month}-{Day} {Hour}:00" \\
      --time-format "yyyy-MM-dd HH:mm" --zone Asia/Ho_Chi_Minh --map "Raw Conc.=hanoi/pm2_5@UG/M3" \\
      --quality "QC Name=Valid"

  Five river gauges, hours 01–24 of Korea, two days a minute:
    npm run replay -- levels.csv --speed 2880 --time ymdh_kst --time-format yyyyMMddHH --zone Asia/Seoul \\
      --map wl_1=song-1/water_level --map rf_1=song-1/rain_1h

  A bus, ten times as fast, for ever:
    npm run replay -- bus.csv --speed 10 --loop --time timestamp --zone Europe/London \\
      --asset-column vehicle_id --prefix bus- --lat latitude --lon longitude --course-column bearing
`;
