import { PASSWORD_MAX, PASSWORD_MIN } from "./model.ts";

/** Texts: catalogue keys `refusal.<reason>`. */
export const WEAKNESSES = ["weak_short", "weak_long", "weak_repeats", "weak_name", "weak_common"] as const;
export type Weakness = (typeof WEAKNESSES)[number];

const FEWEST_LETTERS = 5;
/** Rows that fingers run along, and back. */
const RUNS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv",
];
/**
 * Words of which guessed passwords are made, as they stand near the top of every published list of stolen ones, and
 * those that stand near in this country. A password that holds nothing else is guessed first, however long.
 */
const COMMON =
  `password passwd passw matkhau mk admin administrator quantri quantrivien root user login dangnhap welcome
  letmein iloveyou anhyeuem emyeuanh yeuem yeuanh vietnam hanoi saigon tphcm hochiminh danang binhdinh quynhon haidang
  ioc trungtam dieuhanh ubnd tinh princess monkey dragon football baseball superman batman master shadow sunshine
  secret changeme default test tester demo guest temp hello xinchao abc xyz qwerty azerty asdf zxcv qaz wsx edc pass
  company computer internet samsung google facebook zalo phongchong thientai truc trucban lanhdao giadinh congty
  mothaiba motconvit khongco noname nothing summer winter spring autumn monday friday january december love`.split(
    /\s+/,
  );

/**
 * Why this password is guessed too easily; null: it is not. Length counts and mixtures of signs do not: `@` for `a` and
 * a year behind it are what is tried first.
 */
export function weakness(password: string, about: { name: string; email: string }): Weakness | null {
  if ([...password].length < PASSWORD_MIN) return "weak_short";
  if (password.length > PASSWORD_MAX) return "weak_long";
  const plain = letters(password);
  const rest = withoutRuns(plain);
  if (new Set(plain).size < FEWEST_LETTERS || rest.length < 4 || isRepeated(plain)) return "weak_repeats";
  const signs = withoutRuns(small(password));
  if (isMadeOf(signs, ownWords(about))) return "weak_name";
  return isMadeOf(signs, [...ownWords(about), ...COMMON]) ? "weak_common" : null;
}

/** Small letters, digits and signs, without marks and blanks. */
function small(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\p{M}\s]/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d");
}

function letters(text: string): string {
  return small(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/** Four and more signs along a row are as good as none. */
function withoutRuns(text: string): string {
  const rows = [...RUNS, ...RUNS.map((row) => [...row].reverse().join(""))];
  let kept = "";
  for (let i = 0; i < text.length; ) {
    let length = 1;
    for (const row of rows) {
      while (text.length >= i + length + 1 && row.includes(text.slice(i, i + length + 1))) length++;
    }
    if (length < 4) kept += text.slice(i, i + length);
    i += length;
  }
  return kept;
}

/** `abcabcabcabc` is `abc`. */
function isRepeated(text: string): boolean {
  const again = (text + text).indexOf(text, 1);
  return again < text.length && again <= 6;
}

function ownWords({ name, email }: { name: string; email: string }): string[] {
  const [local = ""] = email.split("@");
  const words = [name, ...name.split(/\s+/), local, ...email.split(/[@._-]/)];
  return words.map(letters).filter((word) => word.length >= 2);
}

/** What stands for a letter where somebody thinks to be clever. */
const LOOKS: { [letter: string]: string } = {
  a: "[a@4]",
  e: "[e3]",
  i: "[i1!|]",
  l: "[l1|]",
  o: "[o0]",
  s: "[s$5]",
};

/** Whether nothing else is in it than these words and at most eight digits or three letters. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const longest = [...words].sort((a, b) => b.length - a.length);
  const patterns = longest.map((word) => [...word].map((letter) => LOOKS[letter] ?? letter).join(""));
  const left = text.replace(new RegExp(patterns.join("|"), "gu"), " ");
  const rest = left.replace(/[^\p{L}\p{N}]/gu, "");
  return left !== text && (/^\d{0,8}$/.test(rest) || rest.length <= 3);
}
