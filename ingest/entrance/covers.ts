/** Whether every topic that `filter` covers is covered by `allowed` (MQTT 5 §4.7). */
export function covers(allowed: string, filter: string): boolean {
  const [wide, narrow] = [allowed.split("/"), filter.split("/")];
  for (let i = 0; i < wide.length; i++) {
    if (wide[i] === "#") return true;
    if (i >= narrow.length || narrow[i] === "#") return false;
    if (wide[i] !== "+" && wide[i] !== narrow[i]) return false;
  }
  return wide.length === narrow.length;
}
