-- Whether posts of a connection wait because the PSA was away is asked at each sending; hardly ever are there any.
create index posts_not_reached on posts (connection_id, send_after) where state = 'ready' and reason = 'psa_not_reached';
