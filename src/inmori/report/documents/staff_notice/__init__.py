"""Notice to staff (職員へのお知らせ): one page for ordinary days, one to hang up on the day it happens."""
