"""Microsoft's own code for bots says what it thinks; run with Python of .guiden/teams_peers, which has nothing of ours.

Standard input is JSON: {"metadata", "app_id", "tokens": [{"authorization", "service_url", "channel_id"}]} or
{"activities": [...]}. Standard output is a list: for each token whether it is accepted, for each activity what is wrong
with it, or null.
"""

import asyncio
import json
import sys

from botframework.connector.auth import ChannelValidation, SimpleCredentialProvider
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from microsoft_agents.activity import Activity
from pydantic import ValidationError


async def accepts(token, app_id):
    JwtTokenExtractor.metadataCache.clear()
    try:
        identity = await ChannelValidation.authenticate_channel_token_with_service_url(
            token["authorization"], SimpleCredentialProvider(app_id, ""), token["service_url"], token["channel_id"]
        )
    except Exception as error:
        print(type(error).__name__, error, file=sys.stderr)
        return False
    return identity.is_authenticated


def fault(activity):
    try:
        read = Activity.model_validate(activity)
    except ValidationError as error:
        return str(error)
    again = json.loads(read.model_dump_json(by_alias=True, exclude_none=True))
    lost = [name for name in activity if name not in again]
    return f"not understood: {lost}" if lost else None


def main():
    asked = json.load(sys.stdin)
    if "tokens" in asked:
        ChannelValidation.open_id_metadata_endpoint = asked["metadata"]
        json.dump([asyncio.run(accepts(token, asked["app_id"])) for token in asked["tokens"]], sys.stdout)
    else:
        json.dump([fault(activity) for activity in asked["activities"]], sys.stdout)


main()
