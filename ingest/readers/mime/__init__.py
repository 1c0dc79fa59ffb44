"""What is built like a mail: saved pages (MHTML), newsletters, mailboxes."""
