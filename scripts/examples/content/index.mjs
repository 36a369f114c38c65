import docx from "./docx.mjs";
import handbooks from "./handbooks.mjs";
import manuals from "./manuals.mjs";
import sheets from "./sheets.mjs";
import slides from "./slides.mjs";

/** Every generated document, in the order in which it is written. */
export default [...handbooks, ...manuals, ...docx, ...slides, ...sheets];
