/**
 * Whether a piece of a program talks to other machines, starts programs, or reads and changes what belongs to its
 * surroundings: the network, processes, the shell, devices, the environment, cookies, files that it removes or runs.
 * By the names that common languages give to these things.
 */
export function reachesOutside(code: string): boolean {
  return outside.test(code);
}

const outside = new RegExp(
  [
    "https?:\\/\\/|ftps?:\\/\\/|wss?:\\/\\/",
    "\\b(?:requests?|urllib\\w*|httpx?|https|aiohttp|fetch|axios|XMLHttpRequest|curl|wget|Invoke-WebRequest|sockets?|ftplib|FTP|smtplib|yagmail|sendmail|imaplib|paramiko|ssh|scp|telnetlib|scapy|nmap|pexpect|fabric|dns|bluetooth)\\b",
    "\\b(?:subprocess|os\\.(?:system|popen|exec\\w*|spawn\\w*|kill|remove|unlink|rename|environ|getenv|listdir|walk)|popen|shell_exec|child_process|exec|eval|spawn|Runtime\\.getRuntime|ctypes|win32\\w*|winreg|Process)\\b",
    "\\b(?:environ|getenv|process\\.env|cookies?|cookiejar|localStorage|sessionStorage|keyring|credentials?|passwd|shadow|clipboard)\\b",
    "\\b(?:psutil|memory_maps|\\/proc|\\/dev|usb|serial|wmi|platform|netifaces|ptrace|shutil|rmtree|rm -|chmod|sudo|crontab|systemctl|service|miner|xmrig|stratum|hashrate|cryptomin\\w*|hashlib|keylog\\w*|pynput)\\b",
  ].join("|"),
  "i",
);
