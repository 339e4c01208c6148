import * as it from "#lib/feed/sql.ts";
export default it;
