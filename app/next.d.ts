// What the type-checker needs to know before the framework has run once (style modules among it).
/// <reference types="next" />
