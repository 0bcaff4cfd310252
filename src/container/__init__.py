"""The composition root: the one package that knows every adapter.

Factories import inside, so that building a container costs nothing and a model's libraries are loaded when
the first job needs them; string providers would import at once (dependency-injector 4.49). Tests override
providers on an instance, never on the class, where an override would leak into every later container.

`engines` chooses models, `pipeline` puts together what works on one recording, `storage` what keeps things,
`service` the use cases of the service, `outbound` what connects to other servers.
"""

from dependency_injector import containers, providers

from exact_transcription.adapters.clock import SystemClock
from exact_transcription.container import observability, outbound, pipeline, service, storage
from exact_transcription.container.engines import ModelEngines
from exact_transcription.core.usecases.accounts import Accounts
from exact_transcription.core.usecases.alike_turns import KeepVoicePrints
from exact_transcription.core.usecases.cancel_job import CancelJob
from exact_transcription.core.usecases.delete_job import DeleteJob
from exact_transcription.core.usecases.describe_job import DescribeJob
from exact_transcription.core.usecases.dispatch import Dispatch
from exact_transcription.core.usecases.edit_transcript import EditTranscript
from exact_transcription.core.usecases.evaluate import Evaluate
from exact_transcription.core.usecases.index_transcripts import IndexTranscripts
from exact_transcription.core.usecases.job_access import FindJob
from exact_transcription.core.usecases.receive_upload import ReceiveUpload
from exact_transcription.core.usecases.recent_transcripts import RecentTranscripts
from exact_transcription.core.usecases.request_realignment import RequestRealignment
from exact_transcription.core.usecases.retention import ApplyRetention
from exact_transcription.core.usecases.send_webhooks import SendWebhooks
from exact_transcription.core.usecases.store_transcript import ReadTranscript
from exact_transcription.core.usecases.submit_upload import SubmitUpload
from exact_transcription.core.usecases.submit_url import SubmitUrl
from exact_transcription.core.usecases.sweep_jobs import SweepJobs
from exact_transcription.core.usecases.transcribe_now import TranscribeNow
from exact_transcription.core.usecases.uploads import Uploads
from exact_transcription.core.usecases.users import Users
from exact_transcription.core.usecases.webhooks import Webhooks
from exact_transcription.settings import Settings


class Container(containers.DeclarativeContainer):
    """Everything that entrypoints ask for."""

    settings = providers.Singleton(Settings)
    clock = providers.Singleton(SystemClock)
    tracer = providers.Singleton(observability.tracer, settings)

    decoder = providers.Singleton(pipeline.decoder, settings)
    whisper_models = providers.Singleton(pipeline.whisper_models, settings)
    engines = providers.Singleton(ModelEngines, settings, whisper_models)
    plugins = providers.Singleton(pipeline.plugins, settings)
    model_names = providers.Callable(pipeline.model_names)
    models = providers.Singleton(pipeline.catalog, settings, whisper_models)
    examination = providers.Factory(pipeline.examination, settings, models, plugins)
    stretch_queue = providers.Singleton(storage.stretch_queue, settings)
    spread = providers.Singleton(pipeline.spread, settings, stretch_queue, clock)
    transcribe = providers.Factory(pipeline.transcribe, decoder, engines, clock, spread)

    evaluate = providers.Factory(Evaluate, tools=providers.Singleton(pipeline.scoring_tools))

    database = providers.Singleton(storage.database, settings)
    prepare = providers.Callable(storage.prepare, settings, database)
    schema = providers.Factory(storage.schema, database)
    stored_jobs = providers.Singleton(storage.stored_jobs, database)
    events = providers.Singleton(storage.events, settings, stored_jobs)
    jobs = providers.Singleton(storage.jobs, stored_jobs, events)
    blobs = providers.Singleton(storage.blobs, settings)
    queue = providers.Singleton(storage.queue, settings)
    account_repository = providers.Singleton(storage.account_repository, database)
    belongings = providers.Singleton(storage.belongings, database)
    uploads = providers.Singleton(storage.upload_repository, database)
    webhooks = providers.Singleton(storage.webhook_repository, database)
    audit = providers.Singleton(storage.audit_log, database)
    backup = providers.Factory(storage.backup, settings, database, blobs, clock)

    dispatch = providers.Singleton(Dispatch, jobs=jobs, queue=queue, clock=clock)
    submit_job = providers.Factory(service.submit_job, settings, jobs, blobs, dispatch, clock, tracer)
    cancel_job = providers.Factory(CancelJob, jobs=jobs, clock=clock)
    delete_job = providers.Factory(DeleteJob, jobs=jobs, blobs=blobs, clock=clock)
    describe_job = providers.Factory(DescribeJob, jobs=jobs, dispatch=dispatch)
    find_job = providers.Factory(FindJob, jobs=jobs)
    rerun_job = providers.Factory(service.rerun_job, settings, jobs, dispatch, clock, tracer)
    recent_transcripts = providers.Singleton(RecentTranscripts)
    read_transcript = providers.Factory(ReadTranscript, jobs=jobs, blobs=blobs, recent=recent_transcripts)
    edit_transcript = providers.Factory(
        EditTranscript, jobs=jobs, blobs=blobs, clock=clock, recent=recent_transcripts
    )
    index_transcripts = providers.Factory(IndexTranscripts, jobs=stored_jobs, read=read_transcript)
    realignment_requests = providers.Singleton(storage.realignment_requests, database)
    request_realignment = providers.Factory(
        RequestRealignment, requests=realignment_requests, read=read_transcript, clock=clock
    )
    realign = providers.Factory(service.realign, realignment_requests, jobs, blobs, engines, decoder, clock)
    sweep_jobs = providers.Factory(SweepJobs, jobs=jobs, queue=queue, dispatch=dispatch, clock=clock)
    listen = providers.Factory(service.listen, jobs, blobs)
    playback = providers.Factory(service.keep_playback, settings, blobs)
    voices = providers.Factory(KeepVoicePrints, blobs=blobs)
    alike_turns = providers.Factory(service.alike_turns, read_transcript, blobs)
    fetcher = providers.Singleton(outbound.fetcher, settings)
    fetch_recording = providers.Factory(service.fetch_recording, settings, jobs, blobs, clock, fetcher)
    run_job = providers.Factory(
        service.run_job,
        jobs,
        blobs,
        dispatch,
        clock,
        transcribe.provider,
        fetch_recording,
        playback,
        voices,
        tracer,
    )
    run_stretch = providers.Factory(service.run_stretch, jobs, blobs, stretch_queue, engines, clock)
    apply_retention = providers.Factory(
        ApplyRetention, jobs=jobs, blobs=blobs, uploads=uploads, webhooks=webhooks, audit=audit, clock=clock
    )
    upload_limits = providers.Factory(service.upload_limits, settings)
    manage_uploads = providers.Factory(
        Uploads, uploads=uploads, blobs=blobs, clock=clock, limits=upload_limits
    )
    receive_upload = providers.Factory(
        ReceiveUpload, uploads=uploads, blobs=blobs, clock=clock, limits=upload_limits
    )
    submit_upload = providers.Factory(
        SubmitUpload, uploads=uploads, jobs=jobs, blobs=blobs, submit=submit_job, clock=clock
    )
    submit_url = providers.Factory(SubmitUrl, submit=submit_job, fetcher=fetcher)
    webhook_sender = providers.Singleton(outbound.webhook_sender, settings)
    manage_webhooks = providers.Factory(Webhooks, webhooks=webhooks, sender=webhook_sender, clock=clock)
    send_webhooks = providers.Factory(
        SendWebhooks, webhooks=webhooks, jobs=jobs, sender=webhook_sender, clock=clock
    )
    transcribe_now = providers.Factory(
        TranscribeNow,
        submit=submit_job,
        cancel=cancel_job,
        delete=delete_job,
        read=read_transcript,
        events=events,
        clock=clock,
        policy=providers.Factory(service.now_policy, settings),
    )
    password_hasher = providers.Singleton(service.password_hasher)
    accounts = providers.Singleton(Accounts, accounts=account_repository, hasher=password_hasher, clock=clock)
    users = providers.Factory(
        Users,
        accounts=accounts,
        repository=account_repository,
        belongings=belongings,
        jobs=jobs,
        uploads=uploads,
        blobs=blobs,
        delete_job=delete_job,
    )
