"""The containers and codecs that are decoded; FFmpeg knows hundreds more, each of them code to attack.

Left out on purpose: everything that names other files or addresses (hls, dash, concat, sdp, imf, image2 …),
captures devices, or synthesises (lavfi), and formats without any mark of their own (raw PCM, G.722), which
FFmpeg only guesses from the file's name. The names are FFmpeg's.
"""

CONTAINERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,loas,"
    "matroska,webm,"
    "mov,mp4,m4a,3gp,3g2,mj2,"
    "mp3,mpc,mpc8,mpeg,mpegts,mxf,nistsphere,ogg,oma,qcp,tak,tta,voc,w64,wav,wv,xwma"
)
"""Demuxers, comma-separated as FFmpeg's option `format_whitelist` takes them."""

CODECS = frozenset(
    """
    aac aac_latm ac3 adpcm_g722 adpcm_g726 adpcm_ima_qt adpcm_ima_wav adpcm_ms adpcm_swf adpcm_yamaha alac
    amrnb amrwb ape atrac3 atrac3plus dca dsd_lsbf dsd_lsbf_planar dsd_msbf dsd_msbf_planar eac3 flac g722
    g723_1 g726 g729 gsm gsm_ms libopencore_amrnb libopencore_amrwb libopus mp1 mp1float mp2 mp2float mp3
    mp3float mpc7 mpc8 nellymoser opus pcm_alaw pcm_bluray pcm_dvd pcm_f16le pcm_f24le pcm_f32be pcm_f32le
    pcm_f64be pcm_f64le pcm_mulaw pcm_s16be pcm_s16be_planar pcm_s16le pcm_s16le_planar pcm_s24be
    pcm_s24le pcm_s24le_planar pcm_s32be pcm_s32le pcm_s32le_planar pcm_s64be pcm_s64le pcm_s8
    pcm_s8_planar pcm_u16be pcm_u16le pcm_u24be pcm_u24le pcm_u32be pcm_u32le pcm_u8 qcelp shorten speex
    tak truehd tta vorbis wavpack wmalossless wmapro wmav1 wmav2 wmavoice
    """.split()  # noqa: SIM905 - a wall of quotes would hide the names
)
"""Audio decoders."""
