-- Which inner addresses messages may go to is said by the environment alone (OUTGOING_ALLOW). Channels that an
-- administrator had let inside stay, and reach inside again once their server's network is named there.
UPDATE notify_channel SET config = config - 'allowInner' WHERE config ? 'allowInner';
