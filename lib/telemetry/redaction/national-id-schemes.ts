import { stdnum } from "stdnum";
import { singaporeNric } from "./singapore-nric";

export interface IdScheme {
  /** Country and the register's own short name. */
  code: string;
  /** As the text may call it; then the check decides. */
  names: string;
  /** Written so that it is known without its name beside it: grouped as on the card, or with letters and checks. */
  shape?: RegExp;
  isValid: (value: string) => boolean;
}

const scheme = (code: string, validator: string, names: string, shape?: RegExp): IdScheme => ({
  code,
  names,
  isValid: validatorOf(validator),
  ...(shape && { shape }),
});

/** `NL.bsn` → whether `stdnum` finds a number of that register right. Throws at load when it has no such register. */
function validatorOf(name: string): (value: string) => boolean {
  const [country = "", register = ""] = name.split(".");
  const validator = stdnum[country]?.[register];
  if (!validator) throw new Error(`stdnum has no ${name}`);
  return (value) => validator.validate(value).isValid;
}

/** Registers of persons, checked by `stdnum`. A scheme without a shape counts only where its name stands beside it. */
export const idSchemes: IdScheme[] = [
  scheme("US-SSN", "US.ssn", "ssn|social security(?: number| no)?|soc sec", /^\d{3}-\d{2}-\d{4}$/),
  scheme(
    "GB-NINO",
    "GB.nino",
    "nino?|national insurance(?: number| no)?",
    /^[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/i,
  ),
  scheme("GB-UTR", "GB.utr", "utr|unique taxpayer reference"),
  scheme(
    "DE-IDNR",
    "DE.idnr",
    "steuer[ -]?id(?:entifikationsnummer|nr|nummer)?|steuerliche identifikationsnummer|idnr|id-nr|identifikationsnummer|tin",
  ),
  scheme(
    "DE-SVNR",
    "DE.svnr",
    "svnr|sv-nummer|sozialversicherungs(?:nummer|nr)|rentenversicherungsnummer|versicherungsnummer",
    /^\d{2} ?\d{6} ?[A-Z] ?\d{3}$/,
  ),
  scheme(
    "FR-NIR",
    "FR.nir",
    "nir|insee|num[eé]ro de s[eé]curit[eé] sociale|s[eé]curit[eé] sociale|s[eé]cu",
    /^[1278] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}$/i,
  ),
  scheme("FR-NIF", "FR.nif", "nif|spi|num[eé]ro fiscal"),
  scheme(
    "ES-DNI",
    "ES.dni",
    "dni|nif|documento nacional(?: de identidad)?",
    /^\d{2}\.?\d{3}\.?\d{3}[ -]?[A-HJ-NP-TV-Z]$/i,
  ),
  scheme("ES-NIE", "ES.nie", "nie", /^[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]$/i),
  scheme("ES-NSS", "ES.nss", "nss|seguridad social", /^\d{2}\/\d{8}\/\d{2}$/),
  scheme(
    "IT-CF",
    "IT.codicefiscale",
    "codice fiscale|cod\\.? ?fisc\\.?|c\\.?f\\.?",
    /^[A-Z]{3} ?[A-Z]{3} ?[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2} ?[A-Z][0-9LMNP-V]{3}[A-Z]$/i,
  ),
  scheme("NL-BSN", "NL.bsn", "bsn|burgerservicenummer|sofinummer", /^\d{4}\.\d{2}\.\d{3}$/),
  scheme(
    "BE-NN",
    "BE.nn",
    "rijksregisternummer|registre national|insz|niss|num[eé]ro national|nn|rrn",
    /^\d{2}\.\d{2}\.\d{2}[- ]\d{3}[.-]\d{2}$/,
  ),
  scheme("BE-INSZ", "BE.insz", "insz|niss"),
  scheme("PL-PESEL", "PL.pesel", "pesel", /^\d{11}$/),
  scheme(
    "SE-PNR",
    "SE.personnummer",
    "personnummer|pnr|person ?nr|samordningsnummer",
    /^(?:\d{2})?\d{6}[-+]\d{4}$/,
  ),
  scheme("DK-CPR", "DK.cpr", "cpr(?:[ -]?(?:nr|nummer))?", /^\d{6}-\d{4}$/),
  scheme("NO-FNR", "NO.fodselsnummer", "f[øo]dselsnummer|fnr|personnummer|d-nummer", /^\d{6} ?\d{5}$/),
  scheme("FI-HETU", "FI.hetu", "hetu|henkil[öo]tunnus|personbeteckning", /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]$/i),
  scheme("IS-KT", "IS.kennitala", "kennitala|kt\\.?", /^\d{6}-\d{4}$/),
  scheme("EE-IK", "EE.ik", "isikukood", /^[1-8]\d{10}$/),
  scheme("LV-PK", "LV.pvn", "personas kods|pvn", /^\d{6}-\d{5}$/),
  scheme("LT-AK", "LT.asmens", "asmens kodas", /^[1-6]\d{10}$/),
  scheme("CZ-RC", "CZ.rc", "rodn[eé] [cč][ií]slo|r[cč]", /^\d{6}\/\d{3,4}$/),
  scheme("SK-RC", "SK.rc", "rodn[eé] [cč][ií]slo", /^\d{6}\/\d{3,4}$/),
  scheme(
    "AT-SVNR",
    "AT.vnr",
    "sv-?nr|svnr|sozialversicherungs(?:nummer|nr)|versicherungsnummer",
    /^\d{4} \d{6}$/,
  ),
  scheme("CH-AHV", "CH.ssn", "ahv(?:[ -]?(?:nr|nummer))?|avs|navs13", /^756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}$/),
  scheme("LI-PEID", "LI.peid", "peid"),
  scheme("IE-PPS", "IE.pps", "pps(?:n| number)?", /^\d{7}[A-W][A-IW]?$/i),
  scheme("PT-CC", "PT.cc", "cart[aã]o de cidad[aã]o|cc", /^\d{8} ?\d ?[A-Z]{2}\d$/i),
  scheme("PT-NIF", "PT.nif", "nif|contribuinte"),
  scheme("RO-CNP", "RO.cnp", "cnp|cod numeric personal", /^[1-9]\d{12}$/),
  scheme("BG-EGN", "BG.egn", "egn|егн"),
  scheme("HR-OIB", "HR.oib", "oib"),
  scheme("RS-JMBG", "RS.jmbg", "jmbg|јмбг|emšo|emso|embg", /^\d{13}$/),
  scheme("SI-EMSO", "SI.jmbg", "emšo|emso"),
  scheme("GR-AMKA", "GR.amka", "amka|αμκα"),
  scheme("UA-RNTRC", "UA.rntrc", "рнокпп|іпн|rnokpp|ipn"),
  scheme("RU-INN", "RU.inn", "инн|inn"),
  scheme("TR-TC", "TR.tckimlik", "t\\.?c\\.?(?: ?kimlik)?(?: no)?|kimlik(?: no)?|tckn", /^[1-9]\d{10}$/),
  scheme("IL-ID", "IL.idnr", "teudat zehut|mispar zehut|תעודת זהות|israeli id"),
  scheme("ZA-ID", "ZA.idnr", "south african id|rsa id|sa id", /^\d{6} ?\d{4} ?\d{3}$/),
  scheme("IN-AADHAAR", "IN.aadhaar", "aadhaar|aadhar|uidai|uid|आधार", /^[2-9]\d{3}[ -]\d{4}[ -]\d{4}$/),
  scheme(
    "IN-PAN",
    "IN.pan",
    "pan(?: card| number| no)?|permanent account number",
    /^[A-Z]{3}[ABCFGHLJPTK][A-Z]\d{4}[A-Z]$/,
  ),
  scheme(
    "CN-RIC",
    "CN.ric",
    "身份证(?:号码?)?|居民身份证|resident id(?:entity)?(?: card)?",
    /^[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d{4}[\dX]$/i,
  ),
  scheme("HK-HKID", "HK.hkid", "hkid|hong kong id", /^[A-Z]{1,2}\d{6}\([0-9A]\)$/i),
  scheme("TW-ID", "TW.natid", "身分證(?:字號)?|taiwan id", /^[A-Z][1289]\d{8}$/),
  scheme("KR-RRN", "KR.rrn", "주민등록번호|rrn|resident registration(?: number)?", /^\d{6}-[0-9]\d{6}$/),
  scheme("TH-ID", "TH.idnr", "เลขประจำตัวประชาชน|thai id", /^\d-\d{4}-\d{5}-\d{2}-\d$/),
  scheme("MY-NRIC", "MY.nric", "mykad|nric|ic(?: number| no)?", /^\d{6}-\d{2}-\d{4}$/),
  { code: "SG-NRIC", names: "nric|fin", shape: /^[STFGM]\d{7}[A-Z]$/, isValid: singaporeNric },
  scheme("ID-NPWP", "ID.npwp", "npwp"),
  scheme("PK-CNIC", "PK.cnic", "cnic|nic", /^\d{5}-\d{7}-\d$/),
  scheme("AU-TFN", "AU.tfn", "tfn|tax file(?: number)?"),
  scheme("NZ-IRD", "NZ.ird", "ird(?: number| no)?"),
  scheme("CA-SIN", "CA.sin", "sin(?: number)?|social insurance(?: number)?|nas", /^\d{3}-\d{3}-\d{3}$/),
  scheme("BR-CPF", "BR.cpf", "cpf", /^(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{9}-\d{2}|\d{11})$/),
  scheme("MX-CURP", "MX.curp", "curp", /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d$/i),
  scheme("MX-RFC", "MX.rfc", "rfc", /^[A-ZÑ&]{4}\d{6}[A-Z0-9]{3}$/),
  scheme("AR-CUIT", "AR.cuit", "cui[tl]", /^\d{2}-\d{8}-\d$/),
  scheme("AR-DNI", "AR.dni", "dni"),
  scheme("CL-RUN", "CL.run", "ru[nt]", /^\d{1,2}\.\d{3}\.\d{3}-[\dK]$/i),
  scheme("CO-NIT", "CO.nit", "nit|c[eé]dula"),
  scheme("EC-CI", "EC.ci", "c[eé]dula|ci"),
  scheme("PE-CUI", "PE.cui", "dni|cui"),
  scheme("UY-CI", "UY.cedula", "c[eé]dula|ci", /^\d\.\d{3}\.\d{3}-\d$/),
  scheme("DO-CEDULA", "DO.cedula", "c[eé]dula", /^\d{3}-\d{7}-\d$/),
  scheme("CR-CPF", "CR.cpf", "c[eé]dula"),
  scheme("GT-CUI", "GT.cui", "cui|dpi"),
  scheme("CU-NI", "CU.ni", "carn[eé] de identidad"),
  scheme("HU-ANUM", "HU.anum", "ad[oó]azonos[ií]t[oó]"),
  scheme("AZ-PIN", "AZ.pin", "fin kod"),
  scheme("MU-NID", "MU.nid", "nid"),
];
